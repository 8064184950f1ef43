/* Renames a file by two system calls: the C library's rename, and renameat2 by its number. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int by_library(void) { int failed = rename("/scratch/first", "/scratch/second"); return failed; }

int by_number(void) {
  long failed = syscall(SYS_renameat2, AT_FDCWD, "/scratch/second", AT_FDCWD, "/scratch/third", 0);
  return failed != 0;
}

int main(void) {
  close(open("/scratch/first", O_WRONLY | O_CREAT, 0600));
  if (by_library() || by_number()) { perror("rename"); return 1; }
  return 0;
}
