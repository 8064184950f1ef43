/* Is promised much and touches a part: what is mapped is VSZ, what is in memory is RSS. Addresses are fixed, to be asked for. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page = 4096, megabyte = 1 << 20 };
static volatile char sink;

static char *map(char *at, size_t bytes, int flags, int fd) {
  char *memory = mmap(at, bytes, PROT_READ | PROT_WRITE, flags | MAP_FIXED_NOREPLACE, fd, 0);
  if (memory == MAP_FAILED) { perror("mmap"); exit(1); }
  /* Otherwise one touch may bring a huge page. */
  madvise(memory, bytes, MADV_NOHUGEPAGE);
  return memory;
}

int main(void) {
  int fd = open("/scratch/promised", O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || ftruncate(fd, 8 * megabyte) != 0) { perror("/scratch/promised"); return 1; }
  char *memory = map((char *)0x100000000000, 64 * megabyte, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  char *file = map((char *)0x200000000000, 8 * megabyte, MAP_SHARED, fd);
  char *unread = map((char *)0x300000000000, 32 * megabyte, MAP_PRIVATE | MAP_ANONYMOUS, -1);

  memset(memory, 1, 16 * megabyte);
  memset(file, 1, 2 * megabyte);
  for (int i = 0; i < 1024; i++) sink = unread[i * page]; /* read only: all see the one page of zeroes */

  printf("pid %d\n", getpid());
  fflush(stdout);
  return system("snapshot promised /proc/$PPID/smaps /proc/$PPID/smaps_rollup /proc/$PPID/status") != 0;
}
