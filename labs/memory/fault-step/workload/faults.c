/* Touches memory of six kinds, a page at a time. Stepped through by step.py, which stops at each fault. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page = 4096, pages = 2 };

static char data_that_is_zero[(pages + 1) * page];
static volatile char sink;

static void touch_data(void)
{
  for (int i = 1; i <= pages; i++)
    data_that_is_zero[i * page] = 1;
}

static void touch_heap(char *heap)
{
  for (int i = 1; i <= pages; i++)
    heap[i * page] = 1;
}

static void touch_stack(void)
{
  char deep[16 * page];
  for (int i = 1; i <= pages; i++)
    *(volatile char *)(deep + i * page) = 1;
}

static void read_then_write(char *anonymous)
{
  sink = anonymous[0];
  anonymous[0] = 1;
}

static void read_file(const char *file)
{
  for (int i = 0; i < pages; i++)
    sink = file[i * page];
}

static void write_private_copy(char *file)
{
  file[0] = 'X';
}

int main(int argc, char **argv)
{
  int fd = open(argc > 1 ? argv[1] : "/scratch/faults", O_RDONLY);
  char *heap = malloc(16 * page);
  char *anonymous = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char *file = mmap(NULL, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);

  if (fd < 0 || heap == NULL || anonymous == MAP_FAILED || file == MAP_FAILED)
    return 1;
  /* What is not in memory is read from the disk: a major fault. */
  posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  /* Otherwise a fault in a file maps the cached pages around it too. */
  madvise(file, pages * page, MADV_RANDOM);

  touch_data();
  touch_heap(heap);
  touch_stack();
  read_then_write(anonymous);
  read_file(file);
  write_private_copy(file);
  return 0;
}
