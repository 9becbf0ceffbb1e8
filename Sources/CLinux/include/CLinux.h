// The few Linux calls that Swift's Glibc module does not import.
#ifndef CLINUX_H
#define CLINUX_H
#include <sys/timerfd.h>
#endif
