#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

/// How often this thread has asked for memory so far: the program's own `malloc` stands before glibc's and counts.
long allocation_count(void);

#endif
