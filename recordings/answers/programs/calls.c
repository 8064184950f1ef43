#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int ends[2];

static void *from_thread(void *unused) {
  usleep(5000);
  if (write(ends[1], "x", 1) != 1) _exit(1);
  return unused;
}

static void handler(int number) { (void)number; }

int main(void) {
  char buffer[4096];
  struct timespec twenty = {0, 20 * 1000 * 1000};
  open("/no/such/file", O_RDONLY | O_CLOEXEC);
  int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  int copy = dup(file);
  while (read(copy, buffer, sizeof buffer) > 0) continue;
  lseek(file, 0, SEEK_SET);
  close(copy);
  int made = open("/tmp/made", O_RDWR | O_CREAT | O_TRUNC, 0640);
  for (int i = 0; i < 10; i++) if (write(made, buffer, 1000) < 0) return 1;
  fsync(made);
  char *map = mmap(0, 4096, PROT_READ, MAP_PRIVATE, made, 0);
  munmap(map, 4096);
  close(made);
  read(99, buffer, 1);
  for (int i = 0; i < 100; i++) getppid();
  nanosleep(&twenty, 0);
  int unix_socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_un nobody = {.sun_family = AF_UNIX, .sun_path = "/no/such/socket"};
  connect(unix_socket, (struct sockaddr *)&nobody, sizeof nobody);
  close(unix_socket);
  int udp = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  close(udp);
  signal(SIGUSR1, handler);
  kill(getpid(), SIGUSR1);
  if (pipe2(ends, O_CLOEXEC)) return 1;
  pthread_t thread;
  pthread_create(&thread, 0, from_thread, 0);
  if (read(ends[0], buffer, 1) != 1) return 1;
  pthread_join(thread, 0);
  pid_t child = fork();
  if (child == 0) {
    execl("/bin/true", "true", (char *)0);
    _exit(127);
  }
  int status;
  waitpid(child, &status, 0);
  kill(child, SIGTERM);
  unlink("/tmp/made");
  rename("/tmp/none", "/tmp/other");
  return 0;
}
