#include <csignal>

#include "cli/cli.hpp"

int main(int argc, char** argv) {
    // A file that may not grow any more is then an error, as a full disk is, and no end.
    static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
    return pingli::cli::run(argc, argv);
}
