/* Reads 16 KiB of a file by the C library, 4 KiB at a time, and says how much came. */
#include <stdio.h>

/* Inlined it would be no function to look at. */
__attribute__((noinline)) static size_t read_all(FILE *file) {
  static char part[4096];
  size_t all = 0, came;
  while ((came = fread(part, 1, sizeof part, file)) > 0) all += came;
  return all;
}

int main(int count, char **names) {
  FILE *file = fopen(count > 1 ? names[1] : "/scratch/layers", "r");
  if (file == NULL) { perror("layers"); return 1; }
  size_t all = read_all(file);
  fclose(file);
  printf("%zu bytes\n", all);
  return 0;
}
