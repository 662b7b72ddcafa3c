// Reviews, drafts and imports as the API shows them (review_schemas.cpp).

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/review_shelf.hpp"
#include "cases/types.hpp"
#include "replies/check.hpp"
#include "reviews/imports.hpp"
#include "reviews/review_desk.hpp"

namespace pingli::api {

std::string review_row_json(const reviews::ShownRow& row);
std::string review_list_json(const reviews::ShownPage& page,
                             const std::vector<app::ShelfCount>& counts);
// `report_as`: what a report of it becomes unless one asks for the other.
std::string review_page_json(const reviews::ShownReview& review, const reviews::Powers& powers,
                             cases::Perspective report_as);
std::string draft_check_json(const replies::DraftCheck& check);
// {"kind","id","state"}: for who listens.
std::string reviews_changed_json(const reviews::ShownRow& row);

struct ShownFile {
    reviews::ImportedFile file;
    intake::FilePreview preview;
};
std::string import_file_json(const ShownFile& file);
// Whose id it is; empty: nobody who has an account.
using NameOf = std::function<std::string(const UserId&)>;
std::string import_json(const reviews::ImportRecord& record, const std::vector<ShownFile>& files,
                        const NameOf& name_of);
std::string imports_json(const std::vector<reviews::ImportRecord>& records, const NameOf& name_of);
std::string import_problems_json(const reviews::ImportRecord& record,
                                 const reviews::ImportFiles::Problems& problems);
// For who listens: state and progress.
std::string import_progress_json(const reviews::ImportRecord& record);

}  // namespace pingli::api
