#include "store/verify.hpp"

namespace pingli::store {

const char* name_of(FaultKind kind) {
    switch (kind) {
        case FaultKind::Changed:
            return "changed";
        case FaultKind::Lost:
            return "lost";
        case FaultKind::OutOfOrder:
            return "out of order";
        case FaultKind::LostTail:
            return "lost tail";
        case FaultKind::HeadDiffers:
            return "head differs";
        case FaultKind::NotExpected:
            return "not as expected";
        case FaultKind::IndexDiffers:
            return "index differs";
        case FaultKind::LedgerDiffers:
            return "ledger differs";
        case FaultKind::Unreadable:
            return "unreadable";
        case FaultKind::ExhibitDamaged:
            return "exhibit damaged";
        case FaultKind::KeyDiffers:
            return "key differs";
        case FaultKind::RecordDiffers:
            return "record differs";
        case FaultKind::ShelfDiffers:
            return "shelf differs";
        case FaultKind::JournalDiffers:
            return "journal differs";
    }
    return "fault";
}

}  // namespace pingli::store
