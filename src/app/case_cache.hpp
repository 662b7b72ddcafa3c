// Cases as they stand, so that a command need not read and replay what was just written. Bounded by
// count and by bytes, since a case may be a thousand times as large as another; the case that was
// quiet longest goes first. Thread-safe.

#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "app/case_desk.hpp"

namespace pingli::app {

class CaseCache {
public:
    CaseCache(std::size_t cases_max, std::size_t bytes_max)
        : cases_max_(cases_max), bytes_max_(bytes_max) {}

    CasePtr find(const std::string& key);
    void put(const std::string& key, CasePtr loaded);
    void forget(const std::string& key);
    void clear();
    [[nodiscard]] std::size_t bytes() const;  // that the cases take, about

private:
    struct Place {
        CasePtr loaded;
        std::size_t bytes = 0;
        std::list<std::string>::iterator age;
    };
    void drop(std::unordered_map<std::string, Place>::iterator place);

    mutable std::mutex mutex_;
    std::size_t cases_max_;
    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    std::unordered_map<std::string, Place> places_;
    std::list<std::string> by_age_;  // the quietest first
};

}  // namespace pingli::app
