/* Shifts the wall clock of one process: CLOCK_REALTIME, read or waited for, by the seconds in $FAULT_WALL, or by those in
 * the file $FAULT_WALL_FILE, read again at each call, so that a test can step the clock. Monotonic time is left alone.
 * Put in front of libc with LD_PRELOAD.
 *
 * A timer that is armed when the file changes keeps its place on the machine's clock; the test has the kernel report a
 * step, and the program arms anew. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
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

/* Which descriptors are timers on the wall clock. */
static char is_wall[1024];

int timerfd_create(int clock, int flags) {
  int file = syscall(SYS_timerfd_create, clock, flags);
  if (file >= 0 && file < (int)sizeof is_wall) is_wall[file] = clock == CLOCK_REALTIME;
  return file;
}

int timerfd_settime(int file, int flags, const struct itimerspec *wanted, struct itimerspec *before) {
  struct itimerspec set = *wanted;
  int is_armed = set.it_value.tv_sec != 0 || set.it_value.tv_nsec != 0;
  if (is_armed && flags & TFD_TIMER_ABSTIME && file >= 0 && file < (int)sizeof is_wall && is_wall[file]) {
    set.it_value.tv_sec -= shift_of_wall();
    /* What lies before 1970 has passed; the kernel takes no negative time, and 0 would disarm. */
    if (set.it_value.tv_sec < 1) set.it_value.tv_sec = 1;
  }
  return syscall(SYS_timerfd_settime, file, flags, &set, before);
}
