/* Maps a file, reads its first 16 bytes, writes zeroes over them. The address is fixed, so that it can be asked for. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void show(const char *when, const unsigned char *bytes) {
  printf("%-6s", when);
  for (int i = 0; i < 16; i++) printf(" %02x", bytes[i]);
  printf("\n");
}

int main(int count, char **arguments) {
  int fd = open(arguments[count - 1], O_RDWR);
  if (fd < 0) { perror(arguments[count - 1]); return 1; }
  unsigned char *file = mmap((void *)0x100000000000, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0);
  if (file == MAP_FAILED) { perror("mmap"); return 1; }
  show("before", file); /* a read fault */
  memset(file, 0, 16);  /* a write fault: the page was mapped for reading */
  show("after", file);
  munmap(file, 4096);
  close(fd);
  return 0;
}
