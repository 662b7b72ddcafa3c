// A program as careless as ours must not be, built with cmake/PingliHardening.cmake alone by
// test_hardening.py: `probe ROOM` writes eight letters into a buffer that holds fewer.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

[[gnu::noinline]] std::size_t copied(char* to, const char* from, std::size_t count) {
    std::memcpy(to, from, count);
    return std::strlen(to);
}

[[gnu::noinline]] std::size_t on_the_stack(const char* words, std::size_t count) {
    char room[8] = {};
    return copied(room, words, count);
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) return 2;
    const std::string how = words[1];
    const auto length = static_cast<std::size_t>(std::strtoul(words[2], nullptr, 10));
    const std::vector<char> text(length + 1, 'a');
    if (how == "stack") return static_cast<int>(on_the_stack(text.data(), length) == 0);
    if (how == "heap") {  // the compiler knows how large it is; the third degree of FORTIFY_SOURCE
        char* room = static_cast<char*>(std::malloc(static_cast<std::size_t>(count) + 4));
        std::memcpy(room, text.data(), length);
        std::printf("%c\n", room[0]);
        std::free(room);
        return 0;
    }
    const std::vector<int> numbers(4);  // _GLIBCXX_ASSERTIONS
    return numbers[length];
}
