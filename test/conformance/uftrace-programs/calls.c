// Every kind of argument, jumps, an opened library, fork, vfork and exec: what a replay must follow.
#include <dlfcn.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEPT __attribute__((noinline))

enum color { RED, GREEN = 4, BLUE = 8 };
struct point { int x, y; };
struct big { long values[6]; };

static jmp_buf place;

KEPT int integers(int a, long b, unsigned c, short d, char e) { return a + b + c + d + e; }
KEPT double floats(float a, double b, long double c) { return a * b * c; }
KEPT enum color enums(enum color c) { return c; }
KEPT struct point structs(struct point p, struct big b) { p.x += b.values[0]; return p; }
KEPT char *texts(const char *text, char *other) { return text ? other : NULL; }
KEPT void *pointers(void (*function)(void), void *data) { return function ? data : NULL; }
KEPT unsigned long words(unsigned long value) { return value; }
KEPT void called(void) {}
KEPT void jump(int depth) { if (depth == 0) longjmp(place, 1); jump(depth - 1); }

int main(void) {
  integers(-1, -200000, 7, -3, 'x');
  integers(5, 0xffff8000L, 3, 2, '\n');
  floats(1.5f, 2.25, 3.0L);
  floats(-0.0f, 1e30, 2);
  enums(RED);
  enums(BLUE | GREEN);
  enums(33);
  structs((struct point){1, 2}, (struct big){{1}});
  texts("two\nlines\tand a tab", NULL);
  texts("한글", "x");
  texts("", "a\"b");
  pointers(called, &place);
  pointers(NULL, NULL);
  words(123456789012345UL);
  words(0);
  words(-1UL);
  if (setjmp(place) == 0) jump(3);
  void *library = dlopen("./library.so", RTLD_NOW);
  if (library) ((int (*)(int))dlsym(library, "libfn"))(3);
  close(open("/dev/null", O_RDONLY));
  mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int child = fork();
  if (child == 0) {
    execl("./classes", "classes", "2", NULL);
    _exit(1);
  }
  waitpid(child, NULL, 0);
  child = vfork();
  if (child == 0) _exit(0);
  waitpid(child, NULL, 0);
  return 0;
}
