/* Writes lines into a pty: each is handed to the terminal's other end by a work item. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  char buffer[64];
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) { perror("pty"); return 1; }
  int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
  if (slave < 0) { perror(ptsname(master)); return 1; }
  for (int n = 0; n < 50; n++) {
    int length = snprintf(buffer, sizeof buffer, "line %d\n", n);
    if (write(master, buffer, length) != length) { perror("write"); return 1; }
    if (read(slave, buffer, sizeof buffer) <= 0) { perror("read"); return 1; }
    usleep(2000);
  }
  return 0;
}
