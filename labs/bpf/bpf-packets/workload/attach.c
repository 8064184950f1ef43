/* attach TRACEPOINT PROGRAM FUNCTION PROGRAM COMMAND...
   Attaches two programs, loaded and pinned by bpftool, to a tracepoint (net/netif_receive_skb) and to a function of the
   kernel, for as long as a command runs. */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what, const char *which)
{
  fprintf(stderr, "%s %s: %s\n", what, which, strerror(errno));
  exit(1);
}

static unsigned long number_in(const char *path)
{
  unsigned long number;
  FILE *file = fopen(path, "r");
  if (file == NULL || fscanf(file, "%lu", &number) != 1)
    fail("read", path);
  fclose(file);
  return number;
}

static int pinned_program(const char *path)
{
  union bpf_attr get = { .pathname = (uintptr_t)path };
  int program = syscall(SYS_bpf, BPF_OBJ_GET, &get, sizeof(get));
  if (program < 0)
    fail("open program", path);
  return program;
}

/* A perf event that counts nothing: it is what a program can be hung on. */
static void hang_on(struct perf_event_attr *event, const char *name, const char *program)
{
  event->size = sizeof(*event);
  int opened = syscall(SYS_perf_event_open, event, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
  if (opened < 0)
    fail("open event", name);
  if (ioctl(opened, PERF_EVENT_IOC_SET_BPF, pinned_program(program)) < 0)
    fail("attach to", name);
  if (ioctl(opened, PERF_EVENT_IOC_ENABLE, 0) < 0)
    fail("enable", name);
  printf("attached %s to %s\n", program, name);
}

int main(int argc, char **argv)
{
  if (argc < 6)
    return 2;
  char id[256];
  snprintf(id, sizeof(id), "/sys/kernel/tracing/events/%s/id", argv[1]);
  struct perf_event_attr tracepoint = { .type = PERF_TYPE_TRACEPOINT, .config = number_in(id) };
  hang_on(&tracepoint, argv[1], argv[2]);
  struct perf_event_attr function = { .type = number_in("/sys/bus/event_source/devices/kprobe/type"),
                                      .kprobe_func = (uintptr_t)argv[3] };
  hang_on(&function, argv[3], argv[4]);
  fflush(stdout);

  pid_t child = fork();
  if (child == 0) {
    execvp(argv[5], argv + 5);
    fail("run", argv[5]);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
