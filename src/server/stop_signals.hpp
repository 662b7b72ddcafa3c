// How the server is told to stop.

#pragma once

#include <pthread.h>

#include <csignal>

namespace pingli::server {

// Blocks these signals in every thread made from here on; wait() takes them.
class StopSignals {
public:
    StopSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, &before_);
        std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): there is none before us
    }
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    ~StopSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    void wait() const {
        int which = 0;
        sigwait(&set_, &which);
    }

private:
    sigset_t set_{};
    sigset_t before_{};
};

}  // namespace pingli::server
