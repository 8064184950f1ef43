/* Touches memory in four ways; each first touch of a page is a fault. Prints where. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page = 4096, pages = 64 };
static volatile char sink;

static char *map(int flags, int fd) {
  char *memory = mmap(NULL, pages * page, PROT_READ | PROT_WRITE, flags, fd, 0);
  if (memory == MAP_FAILED) { perror("mmap"); exit(1); }
  /* Otherwise the kernel may answer one fault with a huge page of 512 small ones. */
  madvise(memory, pages * page, MADV_NOHUGEPAGE);
  /* Otherwise a fault in a file maps the cached pages around it too. */
  madvise(memory, pages * page, MADV_RANDOM);
  return memory;
}

int main(void) {
  int fd = open("/scratch/mapped", O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || ftruncate(fd, pages * page) != 0) { perror("/scratch/mapped"); return 1; }

  char *anonymous = map(MAP_PRIVATE | MAP_ANONYMOUS, -1);
  char *file = map(MAP_SHARED, fd);
  printf("anonymous %p\nfile %p\n", (void *)anonymous, (void *)file);
  fflush(stdout);

  for (int i = 0; i < pages; i++) anonymous[i * page] = 1;
  for (int i = 0; i < pages; i++) sink = file[i * page];

  /* After fork both have the same pages, write-protected: who writes first gets a copy. */
  if (fork() == 0) {
    for (int i = 0; i < pages; i++) anonymous[i * page] = 2;
    _exit(0);
  }
  wait(NULL);

  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("minor %ld major %ld\n", used.ru_minflt, used.ru_majflt);
  fflush(stdout);
  return system("snapshot mapped /proc/$PPID/smaps /proc/$PPID/status") != 0;
}
