/* Prints where everything of this machine lies: the kernel says it in the headers of /proc/kcore, the process in its maps. */
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

typedef unsigned long long address;
enum { megabyte = 1 << 20 };

static address symbol(const char *name) {
  char line[512], found[256];
  address at = 0, value;
  FILE *symbols = fopen("/proc/kallsyms", "r");
  while (symbols && !at && fgets(line, sizeof line, symbols))
    if (sscanf(line, "%llx %*c %255s", &value, found) == 2 && strcmp(found, name) == 0) at = value;
  if (symbols) fclose(symbols);
  return at;
}

static void say(const char *space, const char *name, address from, address to, const char *note) {
  printf("%-6s %-10s %016llx %016llx %12.1f MiB  %s\n", space, name, from, to, (to - from) / (double)megabyte, note);
}

/* The kernel's regions. Physical addresses are given for those that lie in memory in one piece. */
static void kernel_regions(void) {
  int fd = open("/proc/kcore", O_RDONLY);
  Elf64_Ehdr header;
  if (fd < 0 || pread(fd, &header, sizeof header, 0) != sizeof header) { perror("/proc/kcore"); exit(1); }
  address text = symbol("_text");
  for (int i = 0; i < header.e_phnum; i++) {
    Elf64_Phdr part;
    char note[64] = "";
    if (pread(fd, &part, sizeof part, header.e_phoff + i * sizeof part) != sizeof part || part.p_type != PT_LOAD) continue;
    int isPhysical = part.p_paddr != (address)-1;
    int isText = text >= part.p_vaddr && text < part.p_vaddr + part.p_memsz;
    const char *name = isText ? "text" : isPhysical && part.p_vaddr != 0 && part.p_paddr < part.p_vaddr ? "direct"
                     : part.p_vaddr >= 0xffffffff80000000ULL ? "modules" : part.p_memsz >> 40 ? "vmalloc" : "vmemmap";
    if (isPhysical) snprintf(note, sizeof note, "physical %llx", (address)part.p_paddr);
    say("kernel", name, part.p_vaddr, part.p_vaddr + part.p_memsz, note);
  }
  close(fd);
}

/* This process, from its own maps. */
static void user_regions(void) {
  char line[512], path[256], rights[8];
  address from, to;
  FILE *maps = fopen("/proc/self/maps", "r");
  while (maps && fgets(line, sizeof line, maps)) {
    *path = 0;
    if (sscanf(line, "%llx-%llx %7s %*s %*s %*s %255s", &from, &to, rights, path) < 3) continue;
    const char *name = strcmp(path, "[heap]") == 0 ? "heap" : strcmp(path, "[stack]") == 0 ? "stack"
                     : strstr(path, "/layout") && rights[2] == 'x' ? "code" : strstr(path, "libc.so") && rights[2] == 'x' ? "library"
                     : strcmp(path, "[vdso]") == 0 ? "vdso" : strcmp(path, "[vsyscall]") == 0 ? "fixmap" : NULL;
    if (name) say(strcmp(name, "fixmap") == 0 ? "kernel" : "user", name, from, to, path);
  }
  if (maps) fclose(maps);
}

/* The same memory under a 32-bit kernel that splits 4 GiB 3:1: 16 MiB for old DMA, mapped in advance up to 896 MiB, the rest High. */
static void split(void) {
  long long all = sysconf(_SC_PHYS_PAGES) * (long long)sysconf(_SC_PAGESIZE) / megabyte;
  long long dma = all < 16 ? all : 16, low = all < 896 ? all : 896;
  printf("32-bit: user 0 to bfffffff, kernel c0000000 to ffffffff: 3:1\n");
  printf("32-bit: DMA %lld MiB, Normal %lld MiB, HighMem %lld MiB of %lld MiB\n", dma, low - dma, all - low, all);
}

int main(void) {
  free(malloc(1)); /* so that there is a heap */
  char *kept = malloc(100);
  user_regions();
  kernel_regions();
  split();
  free(kept);
  fflush(stdout);
  return system("snapshot layout /proc/zoneinfo /proc/iomem /proc/vmallocinfo") != 0;
}
