// SPDX-License-Identifier: AGPL-3.0-or-later
// How functions of the server answer that may fail for a reason which a person should read.
#pragma once

#include "value_or.hpp"

#include <string>

namespace rmirror {

/// Why something cannot be: a whole English sentence, or the part of one that its maker says.
struct Refusal {
    std::string sentence;
};

template <>
void FreeError<Refusal>::operator()(Refusal* refusal) const;
template <>
ErrorPointer<Refusal> on_its_way(Refusal refusal);

template <typename T>
using Result = ValueOr<T, Refusal>;

}  // namespace rmirror
