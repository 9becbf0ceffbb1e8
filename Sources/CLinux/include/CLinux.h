// The few Linux calls that Swift's Glibc module does not import: GNU extensions, newer system calls and macros.
// Nothing here decides anything. Unless noted, a call returns -1 with errno, as in its manual page.
#ifndef CLINUX_H
#define CLINUX_H

#include <stdint.h>
#include <sys/timerfd.h>
#include <sys/types.h>

/// This process's environment, NAME=VALUE, ended by NULL.
char *const *linux_environment(void);

/// pidfd_open(2): a descriptor that becomes readable when the process ends. The kernel closes it on exec.
int linux_pidfd_open(pid_t process);

/// memfd_create(2) with MFD_CLOEXEC: an unnamed file in memory.
int linux_memfd(const char *name);

/// mkostemp(3) with O_CLOEXEC: creates and opens a new file, and fills in the last six letters of the template.
int linux_temporary_file(char *path);

/// getxattr(2) of a file's POSIX access control list: the bytes of linux/posix_acl_xattr.h, or -1 where it has none.
ssize_t linux_access_list(const char *path, void *list, size_t size);

/// epoll_create1(2) with EPOLL_CLOEXEC: an empty set of descriptors to wait for.
int linux_epoll(void);

/// epoll_ctl(2): adds a descriptor to a set, for these events of poll(2); `token` names it.
int linux_epoll_add(int set, int descriptor, short events, uint64_t token);

/// The same for one that is in the set, with other events.
int linux_epoll_change(int set, int descriptor, short events, uint64_t token);

/// Takes a descriptor out of a set.
int linux_epoll_remove(int set, int descriptor);

/// epoll_wait(2), without waiting: the tokens of descriptors with an event, `room` at most; returns how many.
int linux_epoll_ready(int set, uint64_t *tokens, int room);

/// pipe2(2) with O_CLOEXEC: ends[0] reads, ends[1] writes.
int linux_pipe(int ends[2]);

/// posix_spawn(3) of a child in its own process group, in `folder`, with no signal blocked or ignored and nothing open
/// but 0, 1 and 2, copied from the three descriptors (each 3 or above). Returns 0 or an errno.
int linux_spawn(pid_t *process, const char *path, char *const arguments[], char *const environment[],
                const char *folder, int input, int output, int error);

/// The exit code of a wait status, or -1 if a signal ended the process (WIFEXITED, WEXITSTATUS).
int linux_exit_code(int status);

/// The signal that ended a process, or 0 (WIFSIGNALED, WTERMSIG).
int linux_end_signal(int status);

/// Has malloc keep freed memory for its next use, large blocks too. From the kernel it would come back page by page, and
/// cleared (mallopt(3)).
void linux_keep_memory(void);

/// Returns to the kernel the code of the program and its libraries, and what malloc holds unused. Code pages are clean,
/// so the kernel maps them from the file again when needed (madvise(2), MADV_DONTNEED).
void linux_release_memory(void);

#endif
