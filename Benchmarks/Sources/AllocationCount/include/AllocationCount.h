#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stddef.h>

/// How often this thread has asked for memory so far: the program's own `malloc` stands before glibc's and counts.
long allocation_count(void);

/// The bytes that are allocated at present (mallinfo2(3)).
size_t allocated_bytes(void);

#endif
