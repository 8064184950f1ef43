/* Makes the kernel vmalloc twice: for a moment, and for as long as this program lives. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { page = 4096, file_pages = 100, map_pages = 256 };

/* finit_module reads the whole file into an area of vmalloc before it sees that this is no module. */
static void read_for_a_moment(void) {
  static char bytes[file_pages * page];
  int fd = open("/tmp/no-module", O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || write(fd, bytes, sizeof bytes) != sizeof bytes) perror("/tmp/no-module");
  close(fd);
  fd = open("/tmp/no-module", O_RDONLY);
  if (syscall(SYS_finit_module, fd, "", 0) != 0) printf("finit_module: %s\n", strerror(errno));
  close(fd);
}

/* The elements of a BPF array are too much for one block of pages: they get an area until the map is closed. */
static void hold_a_map(void) {
  union bpf_attr map = {
      .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = page, .max_entries = map_pages};
  if (syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map) < 0) perror("bpf");
}

/* The area has a page more than its elements fill: what describes the map stands before them. */
static void print_the_area(void) {
  char line[512], pages[32];
  snprintf(pages, sizeof pages, "pages=%d ", map_pages + 1);
  FILE *areas = fopen("/proc/vmallocinfo", "r");
  while (areas && fgets(line, sizeof line, areas))
    if (strstr(line, pages)) fputs(line, stdout);
}

int main(void) {
  read_for_a_moment();
  hold_a_map();
  print_the_area();
  return 0;
}
