#include "cli/cli.hpp"

int main(int argc, char** argv) {
    return pingli::cli::run(argc, argv);
}
