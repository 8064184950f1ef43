#include <pthread.h>
#include <stdio.h>
#include <setjmp.h>
#include <unistd.h>
#include <sys/wait.h>
static jmp_buf env;
int deep(int n){ return n? deep(n-1)+1:0; }
void jumper(int n){ if(n==0) longjmp(env,1); jumper(n-1); }
void *work(void*a){ for(int i=0;i<5;i++){ usleep(100); deep(i*3);} return a; }

int main(void) {
   pthread_t t[3]; for(int i=0;i<3;i++) pthread_create(&t[i],0,work,0); for(int i=0;i<3;i++) pthread_join(t[i],0);
 if(setjmp(env)==0) jumper(3); deep(300);
 if(fork()==0){ deep(3); execl("/bin/true","true",(char*)0);} wait(0); deep(2); return 0; }
