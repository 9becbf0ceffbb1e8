/* Shifts the wall clock of one process: CLOCK_REALTIME only, by the seconds in $FAULT_WALL, or by those in the file
 * $FAULT_WALL_FILE, read again at each call, so that a test can step the clock. Monotonic time is left alone, and so are
 * the kernel's timers. Put in front of libc with LD_PRELOAD. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long shift_of_wall(void) {
  const char *path = getenv("FAULT_WALL_FILE"), *constant = getenv("FAULT_WALL");
  char text[64] = "0";
  if (path) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
      ssize_t count = read(file, text, sizeof text - 1);
      text[count > 0 ? count : 0] = 0;
      close(file);
    }
    return atoll(text);
  }
  return constant ? atoll(constant) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = syscall(SYS_clock_gettime, clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += shift_of_wall();
  return result;
}

int gettimeofday(struct timeval *value, void *zone) {
  struct timespec now;
  (void)zone;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  value->tv_sec = now.tv_sec;
  value->tv_usec = now.tv_nsec / 1000;
  return result;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}
