/* Asks for pages in blocks of four sizes, and leaves some behind. Prints what it did. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { page = 4096, small_pages = 512, huge_pages = 8, huge = 512 * page, sent = 128 * 1024, kept_pages = 128 };

static char *map(size_t bytes) {
  char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) { perror("mmap"); exit(1); }
  return memory;
}

/* One page a fault: order 0. */
static void touch_small_pages(void) {
  char *memory = map(small_pages * page);
  madvise(memory, small_pages * page, MADV_NOHUGEPAGE);
  for (int i = 0; i < small_pages; i++) memory[i * page] = 1;
}

/* 512 pages a fault: order 9. */
static void touch_huge_pages(void) {
  char *memory = map((huge_pages + 1) * huge);
  memory += (huge - (size_t)memory % huge) % huge;
  madvise(memory, huge_pages * huge, MADV_HUGEPAGE);
  for (int i = 0; i < huge_pages; i++) memory[i * huge] = 1;
}

/* What is sent and not yet received lies in blocks of eight pages: order 3. */
static void fill_a_socket(void) {
  static char bytes[sent];
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0 || write(ends[0], bytes, sent) != sent) perror("socket");
}

/* The page cache keeps what was written when the program is long gone. */
static void leave_a_file(void) {
  static char bytes[kept_pages * page];
  int fd = open("/scratch/kept", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || write(fd, bytes, sizeof bytes) != sizeof bytes) perror("/scratch/kept");
}

int main(void) {
  touch_small_pages();
  touch_huge_pages();
  fill_a_socket();
  leave_a_file();
  printf("small %d\nhuge %d\nsent %d\nkept %d\n", small_pages, huge_pages, sent, kept_pages);
  return 0;
}
