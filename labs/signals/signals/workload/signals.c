/* A target that handles one signal and dies of another, as `top` does that is stopped with ^Z and then killed. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_stop(int number) {
  (void)number;
  raise(SIGSTOP); /* what top does after it has put the terminal in order */
}

int main(void) {
  pid_t target = fork();
  if (target == 0) {
    prctl(PR_SET_NAME, "target");
    signal(SIGTSTP, on_stop);
    signal(SIGUSR1, SIG_IGN);
    for (;;) pause();
  }
  prctl(PR_SET_NAME, "sender");
  usleep(50000);
  kill(target, SIGUSR1); /* ignored: generated and thrown away */
  usleep(20000);
  kill(target, SIGTSTP); /* 20: its handler runs, and raises 19 */
  waitpid(target, NULL, WUNTRACED);
  usleep(20000);
  kill(target, SIGCONT);
  usleep(20000);
  kill(target, SIGKILL); /* 9 */
  waitpid(target, NULL, 0);
  printf("target %d\n", target);
  return 0;
}
