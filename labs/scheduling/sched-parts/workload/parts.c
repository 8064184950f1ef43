/* All four parts of a scheduler at work: ticks, switches, wakeups, and a load that must be balanced. */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void pin(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  sched_setaffinity(0, sizeof set, &set);
}

static pid_t spawn(const char *name) {
  pid_t child = fork();
  if (child == 0) prctl(PR_SET_NAME, name);
  return child;
}

int main(void) {
  int there[2], back[2];
  char byte = 0;
  pid_t children[5];
  if (pipe(there) != 0 || pipe(back) != 0) return 1;

  /* Ping and pong: each write wakes the other. */
  if ((children[0] = spawn("pong")) == 0) {
    while (read(there[0], &byte, 1) == 1) if (write(back[1], &byte, 1) != 1) break;
    _exit(0);
  }

  /* Four loops that all begin on CPU 1 and may go where they like: another CPU is idle and takes some. */
  pin(1);
  for (int n = 1; n < 5; n++) {
    if ((children[n] = spawn("busy")) == 0) {
      cpu_set_t all;
      CPU_ZERO(&all);
      CPU_SET(0, &all);
      CPU_SET(1, &all);
      sched_setaffinity(0, sizeof all, &all);
      for (volatile unsigned long i = 0;; i++) {}
    }
  }
  prctl(PR_SET_NAME, "ping");
  for (int n = 0; n < 50; n++) {
    if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1) break;
    usleep(5000);
  }
  for (int n = 0; n < 5; n++) kill(children[n], SIGKILL);
  while (wait(NULL) > 0) {}
  return 0;
}
