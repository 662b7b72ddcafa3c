// Cases as they stand, so that a command need not read and replay what was just written. Bounded;
// the case that was quiet longest goes first. Thread-safe.

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
    explicit CaseCache(std::size_t cases_max) : cases_max_(cases_max) {}

    CasePtr find(const std::string& key);
    void put(const std::string& key, CasePtr loaded);
    void forget(const std::string& key);
    void clear();

private:
    struct Place {
        CasePtr loaded;
        std::list<std::string>::iterator age;
    };
    std::mutex mutex_;
    std::size_t cases_max_;
    std::unordered_map<std::string, Place> places_;
    std::list<std::string> by_age_;  // the quietest first
};

}  // namespace pingli::app
