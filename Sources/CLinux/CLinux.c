#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

char *const *linux_environment(void) { return environ; }

int linux_pidfd_open(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int linux_memfd(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int linux_temporary_file(char *path) { return mkostemp(path, O_CLOEXEC); }

ssize_t linux_access_list(const char *path, void *list, size_t size) {
  return getxattr(path, "system.posix_acl_access", list, size);
}

int linux_epoll(void) { return epoll_create1(EPOLL_CLOEXEC); }

// The bits of poll(2) are those of epoll(7).
static int change(int set, int operation, int descriptor, short events, uint64_t token) {
  struct epoll_event event = {.events = (uint32_t)events, .data.u64 = token};
  return epoll_ctl(set, operation, descriptor, &event);
}

int linux_epoll_add(int set, int descriptor, short events, uint64_t token) {
  return change(set, EPOLL_CTL_ADD, descriptor, events, token);
}

int linux_epoll_change(int set, int descriptor, short events, uint64_t token) {
  return change(set, EPOLL_CTL_MOD, descriptor, events, token);
}

int linux_epoll_remove(int set, int descriptor) { return change(set, EPOLL_CTL_DEL, descriptor, 0, 0); }

int linux_epoll_ready(int set, uint64_t *tokens, int room) {
  struct epoll_event events[64];
  if (room > 64) room = 64;
  int count = epoll_wait(set, events, room, 0);
  for (int i = 0; i < count; i++) tokens[i] = events[i].data.u64;
  return count;
}

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int linux_spawn(pid_t *process, const char *path, char *const arguments[], char *const environment[],
                const char *folder, int input, int output, int error) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int fault = posix_spawn_file_actions_init(&actions);
  if (fault != 0) return fault;
  fault = posix_spawnattr_init(&attributes);
  if (fault != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return fault;
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  fault = posix_spawnattr_setsigmask(&attributes, &none);
  if (fault == 0) fault = posix_spawnattr_setsigdefault(&attributes, &all);
  if (fault == 0) fault = posix_spawnattr_setpgroup(&attributes, 0);
  if (fault == 0)
    fault = posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (fault == 0) fault = posix_spawn_file_actions_addchdir_np(&actions, folder);
  if (fault == 0) fault = posix_spawn_file_actions_adddup2(&actions, input, 0);
  if (fault == 0) fault = posix_spawn_file_actions_adddup2(&actions, output, 1);
  if (fault == 0) fault = posix_spawn_file_actions_adddup2(&actions, error, 2);
  if (fault == 0) fault = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (fault == 0) fault = posix_spawn(process, path, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return fault;
}

int linux_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

int linux_end_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }

static int release_code(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size, (void)context;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
    // Only code that nobody writes to: a written page is no longer in the file. The vDSO has no file.
    if (segment->p_type != PT_LOAD || (segment->p_flags & (PF_X | PF_W)) != PF_X || object->dlpi_addr == 0) continue;
    uintptr_t start = (object->dlpi_addr + segment->p_vaddr) & ~(page - 1);
    uintptr_t end = (object->dlpi_addr + segment->p_vaddr + segment->p_memsz + page - 1) & ~(page - 1);
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}

void linux_keep_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 1 << 28);
  mallopt(M_TRIM_THRESHOLD, 1 << 28);
  mallopt(M_TOP_PAD, 1 << 20);
}

void linux_release_memory(void) {
  malloc_trim(0);
  dl_iterate_phdr(release_code, NULL);
}
