/* Fills both caches, keeps one file in use and one dirty, drops the caches, and looks before and after. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page = 4096, megabyte = 1 << 20 };
static char block[megabyte];
static volatile char sink;

static void must(int isGood, const char *what) {
  if (!isGood) { perror(what); exit(1); }
}

static int make(const char *path, int megabytes) {
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  must(fd >= 0, path);
  for (int i = 0; i < megabytes; i++) must(write(fd, block, megabyte) == megabyte, path);
  return fd;
}

static void read_all(const char *path, int megabytes) {
  int fd = open(path, O_RDONLY);
  must(fd >= 0, path);
  for (int i = 0; i < megabytes; i++) must(read(fd, block, megabyte) == megabyte, path);
  close(fd);
}

int main(void) {
  memset(block, 'x', megabyte);
  close(make("/scratch/idle", 24));
  int used = make("/scratch/used", 8);
  sync();
  read_all("/dev/sda", 16);

  char *file = mmap(NULL, 8 * megabyte, PROT_READ, MAP_SHARED, used, 0);
  must(file != MAP_FAILED, "mmap");
  for (int i = 0; i < 8 * megabyte / page; i++) sink = file[i * page];
  make("/scratch/dirty", 4); /* nobody wrote it to the disk yet */

  must(system("snapshot full && echo 3 >/proc/sys/vm/drop_caches && snapshot dropped") == 0, "drop_caches");
  return 0;
}
