/* Takes every branch of the fault handler, 16 pages each; prints where. Addresses are fixed, so that they can be asked for. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page = 4096, pages = 16, huge = 2 << 20 };
static volatile char sink;
static char *next = (char *)0x100000000000;

static char *map(const char *name, size_t bytes, int flags, int fd) {
  char *memory = mmap(next, bytes, PROT_READ | PROT_WRITE, flags | MAP_FIXED_NOREPLACE, fd, 0);
  if (memory == MAP_FAILED) { perror(name); exit(1); }
  if (bytes < huge) madvise(memory, bytes, MADV_NOHUGEPAGE);
  printf("%-9s %p\n", name, (void *)memory);
  next += 0x10000000;
  return memory;
}

static void write_pages(char *memory, char value) {
  for (int i = 0; i < pages; i++) memory[i * page] = value;
}

static void read_pages(const char *memory) {
  for (int i = 0; i < pages; i++) sink = memory[i * page];
}

static int make(const char *path) {
  static char content[pages * page];
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  memset(content, 'x', sizeof content);
  if (fd < 0 || write(fd, content, sizeof content) != sizeof content || fsync(fd) != 0) { perror(path); exit(1); }
  return fd;
}

int main(void) {
  int cold = make("/scratch/cold"), cached = make("/scratch/cached");
  posix_fadvise(cold, 0, 0, POSIX_FADV_DONTNEED);

  char *anonymous = map("anonymous", pages * page, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  write_pages(anonymous, 1);

  read_pages(map("cold", pages * page, MAP_SHARED, cold));
  read_pages(map("cached", pages * page, MAP_SHARED, cached));
  write_pages(map("private", pages * page, MAP_PRIVATE, cached), 1);
  write_pages(map("shared", pages * page, MAP_SHARED, cached), 1);

  fflush(stdout);
  if (fork() == 0) {
    write_pages(anonymous, 2); /* the child copies: the parent has the pages too */
    _exit(0);
  }
  wait(NULL);
  write_pages(anonymous, 3); /* nobody else has them any more: allowed again, not copied */

  char *swapped = map("swapped", pages * page, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  write_pages(swapped, 1);
  if (madvise(swapped, pages * page, MADV_PAGEOUT) != 0) perror("MADV_PAGEOUT");
  read_pages(swapped);

  char *large = map("huge", huge, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  madvise(large, huge, MADV_HUGEPAGE);
  write_pages(large, 1);
  return 0;
}
