/* flock and the record locks of fcntl fail with the error whose number is in $FAULT_LOCK, below the folder
 * $FAULT_LOCK_FOLDER, as on a file system without locks. Put in front of libc with LD_PRELOAD. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

static int refused(int file) {
  const char *number = getenv("FAULT_LOCK"), *folder = getenv("FAULT_LOCK_FOLDER");
  char link[64], path[4096];
  if (!number || !folder) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (count < 0 || strncmp(path, folder, strlen(folder)) != 0) return 0;
  errno = atoi(number);
  return 1;
}

int flock(int file, int operation) { return refused(file) ? -1 : (int)syscall(SYS_flock, file, operation); }

static int control(int file, int command, long argument) {
  switch (command) {
    case F_SETLK: case F_SETLKW: case F_GETLK: case F_OFD_SETLK: case F_OFD_SETLKW: case F_OFD_GETLK:
      if (refused(file)) return -1;
  }
  return (int)syscall(SYS_fcntl, file, command, argument);
}

int fcntl(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  long argument = va_arg(rest, long);
  va_end(rest);
  return control(file, command, argument);
}

int fcntl64(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  long argument = va_arg(rest, long);
  va_end(rest);
  return control(file, command, argument);
}
