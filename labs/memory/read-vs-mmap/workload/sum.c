/* Adds up the bytes of a file, read in pieces or mapped. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned long add(const unsigned char *bytes, size_t count) {
  unsigned long sum = 0;
  for (size_t i = 0; i < count; i++) sum += bytes[i];
  return sum;
}

static unsigned long by_read(int fd) {
  static unsigned char piece[4096];
  unsigned long sum = 0;
  for (ssize_t count; (count = read(fd, piece, sizeof piece)) > 0;) sum += add(piece, count);
  return sum;
}

static unsigned long by_map(int fd, size_t bytes) {
  void *file = mmap((void *)0x100000000000, bytes, PROT_READ, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0);
  return file == MAP_FAILED ? 0 : add(file, bytes);
}

int main(int count, char **arguments) {
  struct stat file;
  int fd = open(arguments[count - 1], O_RDONLY);
  if (fd < 0 || fstat(fd, &file) != 0) { perror(arguments[count - 1]); return 1; }
  int isRead = strcmp(arguments[1], "read") == 0;
  printf("sum %lu\n", isRead ? by_read(fd) : by_map(fd, file.st_size));
  return 0;
}
