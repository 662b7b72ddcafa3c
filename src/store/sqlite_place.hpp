// The file of a SQLite database before it is opened: its real name, that it has no other, and that
// nobody but its owner can read it or what SQLite keeps beside it.

#pragma once

#include <string>

#include "base/result.hpp"

namespace pingli::store::sqlite {

// The path with every symbolic link followed; of a file that is not there yet, its folder's.
// Unavailable when the file has a second name (a hard link): under each SQLite would keep another
// log, and the database would be lost.
Result<std::string> real_path(const std::string& path);

// Makes the file when there is none; mode 0600 for it and for -wal, -shm and -journal.
Result<void> make_private(const std::string& path);

enum class Log : std::uint8_t { None, Kept };
// Whether there is a write-ahead log, or a program that keeps one. Without it a file that nobody
// writes to can be read where nothing can be written.
Log log_of(const std::string& path);

// "file:…?mode=ro", for a file that is only read.
std::string read_only_uri(const std::string& path);

}  // namespace pingli::store::sqlite
