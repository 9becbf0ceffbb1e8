// The few Linux calls that Swift's Glibc module does not import: GNU extensions, newer system calls and macros.
// Nothing here decides anything. Where not said otherwise a call answers -1 with errno, as its manual page has it.
#ifndef CLINUX_H
#define CLINUX_H

#include <sys/timerfd.h>
#include <sys/types.h>

/// This process's environment, NAME=VALUE, ended by NULL.
char *const *linux_environment(void);

/// pidfd_open(2): a descriptor that becomes readable when the process ends. Closed on exec by the kernel's rule.
int linux_pidfd_open(pid_t process);

/// memfd_create(2) with MFD_CLOEXEC: an unnamed file in memory.
int linux_memfd(const char *name);

/// mkostemp(3) with O_CLOEXEC: makes and opens a file of its own; the last six letters of the template are filled in.
int linux_temporary_file(char *path);

/// pipe2(2) with O_CLOEXEC: ends[0] reads, ends[1] writes.
int linux_pipe(int ends[2]);

/// posix_spawn(3) of a child in a process group of its own, in `folder`, with no signal blocked or ignored, with
/// nothing open but 0, 1 and 2, made from the three descriptors given (each 3 or above). Answers 0 or an errno.
int linux_spawn(pid_t *process, const char *path, char *const arguments[], char *const environment[],
                const char *folder, int input, int output, int error);

/// The exit code of a wait status, or -1 where the process did not exit by itself (WIFEXITED, WEXITSTATUS).
int linux_exit_code(int status);

/// The signal that ended a process, or 0 (WIFSIGNALED, WTERMSIG).
int linux_end_signal(int status);

/// Gives back to the kernel what of the program's and its libraries' code is in memory, and what malloc holds unused:
/// code pages are clean, so whatever is needed again is mapped again from the file (madvise(2), MADV_DONTNEED).
void linux_release_memory(void);

#endif
