/* fsync and fdatasync fail with EIO for as long as the file $FAULT_SYNC_FILE is there, as on a disk that fails. Put in
 * front of libc with LD_PRELOAD. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int sync_or_fail(long call, int file) {
  const char *path = getenv("FAULT_SYNC_FILE");
  if (path && access(path, F_OK) == 0) {
    errno = EIO;
    return -1;
  }
  return syscall(call, file);
}

int fsync(int file) { return sync_or_fail(SYS_fsync, file); }
int fdatasync(int file) { return sync_or_fail(SYS_fdatasync, file); }
