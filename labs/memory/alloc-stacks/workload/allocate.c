/* Makes the kernel allocate pages for three reasons, 64 of each. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page = 4096, count = 64 };
/* What one page of the lowest page table maps. */
static const size_t table_reach = 512 * (size_t)page;

static char *map(size_t bytes) {
  char *memory =
      mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) { perror("mmap"); exit(1); }
  madvise(memory, bytes, MADV_NOHUGEPAGE);
  return memory;
}

int main(void) {
  /* Neighbours share a page table: a page each, no more. */
  char *near = map(count * page);
  for (int i = 0; i < count; i++) near[i * page] = 1;

  /* So far apart, each page needs a page table of its own. */
  char *far = map(count * table_reach);
  for (int i = 0; i < count; i++) far[i * table_reach] = 1;

  /* After fork, who writes first gets a copy. */
  if (fork() == 0) {
    for (int i = 0; i < count; i++) near[i * page] = 2;
    _exit(0);
  }
  wait(NULL);
  printf("pages %d\ntables %d\ncopies %d\n", 2 * count, count, count);
  return 0;
}
