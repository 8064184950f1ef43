/* Every way off a CPU: waiting, being pushed aside, giving up, and the end. */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile unsigned long *done; /* rounds of the waiter, of the computer, of the polite one */

static pid_t on_cpu1(const char *name, int nice_value) {
  pid_t child = fork();
  if (child != 0) return child;
  prctl(PR_SET_NAME, name);
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(1, &set);
  sched_setaffinity(0, sizeof set, &set);
  setpriority(PRIO_PROCESS, 0, nice_value);
  return 0;
}

int main(int count, char **words) {
  unsigned long rounds = count > 1 ? strtoul(words[1], NULL, 10) : 60;
  pid_t waiter, computer, polite;
  done = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if ((waiter = on_cpu1("waiter", -10)) == 0)
    for (;; done[0]++) usleep(10000); /* waits, is woken, pushes the computer aside */
  if ((computer = on_cpu1("computer", 0)) == 0)
    for (;;) done[1]++;
  if ((polite = on_cpu1("polite", 0)) == 0)
    for (;; done[2]++) sched_yield();
  if (fork() == 0) {
    prctl(PR_SET_NAME, "mortal");
    usleep(20000);
    _exit(0);
  }
  for (int tries = 0; tries < 400 && (done[0] < rounds || done[1] < 30000000ul || done[2] < 50); tries++) usleep(50000);
  kill(waiter, SIGKILL);
  kill(computer, SIGKILL);
  kill(polite, SIGKILL);
  while (wait(NULL) > 0) {}
  return 0;
}
