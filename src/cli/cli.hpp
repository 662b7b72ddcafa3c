// The program's command line: reads arguments, wires adapters to use cases, prints answers.

#pragma once

namespace pingli::cli {

// Exit status: 0 done, 1 the input or the data is at fault, 2 wrong usage.
int run(int argc, char** argv);

}  // namespace pingli::cli
