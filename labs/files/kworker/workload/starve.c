/* Gives the kernel work to be done later, first while its workers can run, then while a real-time task keeps them from their CPU. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { terminals = 16 };

static void stay_on(int cpu) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(cpu, &one);
  if (sched_setaffinity(0, sizeof one, &one) != 0) { perror("sched_setaffinity"); exit(1); }
}

static void sleep_ms(long ms) {
  struct timespec time = {ms / 1000, ms % 1000 * 1000000};
  nanosleep(&time, NULL);
}

/* A byte written to a terminal's master is handed to the other side by a work item of that terminal. */
static void write_to_all(const int *masters) {
  for (int i = 0; i < terminals; i++) {
    if (write(masters[i], "x", 1) != 1) perror("write");
    sleep_ms(20);
  }
}

/* Takes CPU 1 for itself, and says so before and after. */
static pid_t take_the_cpu(void) {
  pid_t child = fork();
  if (child != 0) return child;
  struct sched_param high = {.sched_priority = 50};
  stay_on(1);
  if (sched_setscheduler(0, SCHED_FIFO, &high) != 0) { perror("sched_setscheduler"); _exit(1); }
  for (;;) { }
}

int main(void) {
  int masters[terminals];
  stay_on(0);
  for (int i = 0; i < terminals; i++) {
    masters[i] = posix_openpt(O_RDWR | O_NOCTTY);
    if (masters[i] < 0 || grantpt(masters[i]) != 0 || unlockpt(masters[i]) != 0) { perror("posix_openpt"); return 1; }
    if (open(ptsname(masters[i]), O_RDWR | O_NOCTTY) < 0) { perror("ptsname"); return 1; }
  }
  write_to_all(masters);
  pid_t greedy = take_the_cpu();
  sleep_ms(200);
  write_to_all(masters);
  kill(greedy, SIGKILL);
  waitpid(greedy, NULL, 0);
  sleep_ms(300);
  return 0;
}
