#include <stdlib.h>
#include <sys/mman.h>

/* Touches a hundred fresh pages, each once. */
int main(void) {
  char *pages = mmap(NULL, 100 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return 1;
  madvise(pages, 100 * 4096, MADV_NOHUGEPAGE);
  for (int page = 0; page < 100; page++) pages[page * 4096] = 1;
  return 0;
}
