// The end of the program once it has been told to end, whatever hangs: a handler, an import, a
// receiver. Nothing is written wrong by it, since every change is one transaction; an import that
// was at work is found as stopped at the next start.

#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>

namespace pingli::server {

class LastResort {
public:
    explicit LastResort(std::function<void(const std::string&)> say) : say_(std::move(say)) {}
    // From now on the program has so long to come to its own end, the destructor; else it is ended
    // with status 0, after a line that says so.
    void begin(std::chrono::milliseconds patience);

private:
    std::function<void(const std::string&)> say_;
    std::jthread thread_;
};

}  // namespace pingli::server
