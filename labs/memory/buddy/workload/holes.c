/* Fills memory page by page, gives every other page back, and then the rest; a snapshot of the free lists after each. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page = 4096, pages = 8192 };

static void look(const char *moment) {
  char command[128];
  sync();
  snprintf(command, sizeof command, "snapshot %s /proc/buddyinfo /proc/zoneinfo", moment);
  if (system(command) != 0) exit(1);
}

int main(void) {
  char *memory = mmap(NULL, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) { perror("mmap"); return 1; }
  madvise(memory, pages * page, MADV_NOHUGEPAGE);

  look("empty");
  for (int i = 0; i < pages; i++) memory[i * page] = 1;
  look("filled");
  for (int i = 0; i < pages; i += 2) madvise(memory + i * page, page, MADV_DONTNEED);
  look("holes");
  munmap(memory, pages * page);
  look("given-back");
  printf("filled %d\nholes %d\n", pages, pages / 2);
  return 0;
}
