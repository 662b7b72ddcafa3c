// Scenes as a shop folder (docs/shop-folder.md) with truth.ndjson beside it. Streams: the memory
// needed does not grow with the number of orders.

#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "simulate/output_file.hpp"
#include "simulate/random.hpp"
#include "simulate/scene.hpp"

namespace pingli::simulate {

enum class ReviewForm : std::uint8_t {
    Csv,
    Json,  // answers of taobao.traderates.get, a page a line; follow-ups in reviews.csv
};

class ShopWriter {
public:
    // `folder` must be there. Files of an earlier run are overwritten.
    static Result<ShopWriter> create(const std::filesystem::path& folder, TextEncoding encoding,
                                     ReviewForm form, std::uint64_t seed);
    void put(const Scene& scene);
    Result<void> close();

private:
    enum File : std::uint8_t {
        Orders,
        Reviews,
        RatesJson,
        Chats,
        Calls,
        Recordings,
        Claims,
        Notes,
        Insurance,
        Truth,
        FileCount
    };
    ShopWriter(std::vector<OutputFile> files, ReviewForm form, std::uint64_t seed);

    [[nodiscard]] std::string& buffer(File file) { return files_[file].buffer(); }
    void put_order(const Scene& scene);
    void put_review(const Scene& scene);
    void put_chat(const Scene& scene);
    void put_insurance(const Scene& scene);
    void put_rest(const Scene& scene);
    void put_truth(const Scene& scene);
    void emit_rate(const std::string& row);
    void end_page();

    std::vector<OutputFile> files_;
    ReviewForm form_;
    // Reviews come in the order of their dates, not of the orders: each waits here for a while.
    std::vector<std::string> waiting_;
    Random shuffle_;
    std::uint32_t rates_on_page_ = 0;
};

}  // namespace pingli::simulate
