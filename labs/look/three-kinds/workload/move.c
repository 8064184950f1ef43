/* Renames a file there and back: a function of its own, one of the C library, and the kernel's below it. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int move_file(const char *from, const char *to) {
  int failed = rename(from, to);
  if (failed) perror(from);
  return failed;
}

int main(void) {
  int failed = 0;
  close(open("/scratch/a", O_WRONLY | O_CREAT, 0600));
  for (int i = 0; i < 4; i++) {
    failed |= move_file("/scratch/a", "/scratch/b");
    failed |= move_file("/scratch/b", "/scratch/a");
  }
  return failed != 0;
}
