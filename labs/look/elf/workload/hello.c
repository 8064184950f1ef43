/* One variable for each section, and a function to look for. */
#include <stdio.h>
#include <stdlib.h>

const char greeting[] = "hello, kernel"; /* .rodata */
int answer = 42;                         /* .data */
int nothing[4096];                       /* .bss: takes no room in the file */

int main(void) {
  printf("%s %d\n", greeting, answer + nothing[0]);
  printf("main %p greeting %p answer %p nothing %p\n", (void *)main, (void *)greeting, (void *)&answer, (void *)nothing);
  fflush(stdout);
  return system("snapshot running /proc/$PPID/smaps /proc/$PPID/status") != 0;
}
