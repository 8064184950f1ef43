/*
 * Takes memory page by page: what is available, and a part of the swap (in percent, 25 where not said), or `all` that the
 * machine has. Then it reads the first tenth again, which had to go in the meantime. At twelve moments it prints how much is free.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page = 4096, moments = 12 };

static size_t from_meminfo(const char *name) {
  char line[128];
  size_t kib = 0;
  FILE *file = fopen("/proc/meminfo", "r");
  while (file && fgets(line, sizeof line, file))
    if (strncmp(line, name, strlen(name)) == 0) kib = strtoul(line + strlen(name) + 1, NULL, 10);
  if (file) fclose(file);
  return kib / 4;
}

/* A snapshot is kept in the recording; without the program, the line alone must do. */
static void tell(int moment, size_t taken) {
  char command[128];
  printf("%2d: taken %zu free %zu swap %zu\n", moment, taken, from_meminfo("MemFree"), from_meminfo("SwapFree"));
  fflush(stdout);
  snprintf(command, sizeof command, "snapshot taken-%d /proc/zoneinfo /proc/vmstat >/dev/null 2>&1", moment);
  if (system(command) != 0) return;
}

int main(int count, char **words) {
  size_t part = count > 1 ? strtoul(words[1], NULL, 10) : 25;
  size_t pages = count > 1 && strcmp(words[1], "all") == 0
                     ? from_meminfo("MemTotal")
                     : from_meminfo("MemAvailable") + from_meminfo("SwapFree") * part / 100;
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  unsigned *memory = mmap(NULL, pages * page, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (memory == MAP_FAILED) { perror("mmap"); return 1; }
  madvise(memory, pages * page, MADV_NOHUGEPAGE);

  printf("takes %zu pages\n", pages);
  for (size_t i = 0; i < pages; i++) {
    if (i % (pages / moments) == 0) tell(i / (pages / moments), i);
    memory[i * (page / sizeof *memory)] = i + 1;
  }
  size_t wrong = 0;
  for (size_t i = 0; i < pages / 10; i++) wrong += memory[i * (page / sizeof *memory)] != i + 1;
  printf("read %zu pages again, %zu of them wrong\n", pages / 10, wrong);
  return wrong != 0;
}
