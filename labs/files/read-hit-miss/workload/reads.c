/* Reads each of its files from beginning to end, 4096 bytes at a time. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static char part[4096];

int main(int count, char **names) {
  for (int i = 1; i < count; i++) {
    int file = open(names[i], O_RDONLY);
    if (file < 0) { perror(names[i]); return 1; }
    while (read(file, part, sizeof part) > 0) { }
    close(file);
  }
  return 0;
}
