/* Two children compute on one CPU, one of nice 0, one of nice 5, until together they have counted far enough. */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile unsigned long *counted;

static pid_t compute(int place, const char *name, int nice_value, int cpu) {
  pid_t child = fork();
  if (child != 0) return child;
  prctl(PR_SET_NAME, name);
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  sched_setaffinity(0, sizeof set, &set);
  setpriority(PRIO_PROCESS, 0, nice_value);
  for (;;) counted[place]++;
}

static void say(const char *name) {
  char path[64], value[32] = "";
  snprintf(path, sizeof path, "/sys/kernel/debug/sched/%s", name);
  FILE *file = fopen(path, "r");
  if (!file) return;
  if (fgets(value, sizeof value, file)) printf("%s %s", name, value);
  fclose(file);
}

int main(int argc, char **argv) {
  (void)argv;
  counted = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  /* base_slice_ns came with EEVDF (v6.6); CFS had latency_ns and min_granularity_ns. */
  printf("scheduler %s\n", access("/sys/kernel/debug/sched/base_slice_ns", R_OK) == 0 ? "EEVDF" : "CFS");
  say("base_slice_ns");
  say("latency_ns");
  say("min_granularity_ns");
  fflush(stdout);
  pid_t first = compute(0, "nice0", 0, 1);
  pid_t second = compute(1, "nice5", 5, argc > 1 ? 0 : 1);
  for (int tries = 0; tries < 400 && counted[0] + counted[1] < 300000000ul; tries++) usleep(50000);
  kill(first, SIGKILL);
  kill(second, SIGKILL);
  while (wait(NULL) > 0) {}
  return 0;
}
