// SPDX-License-Identifier: AGPL-3.0-or-later
// Vectors of texts, from any service with OpenAI's embeddings API.
#pragma once

#include "base/secret.hpp"
#include "meaning/vector8.hpp"
#include "ocr/service/budgeted_call.hpp"
#include "queue/outcome.hpp"

#include <chrono>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::meaning {

/// How the settings name the service.
struct Service {
    std::string address;  // The base URL.
    Secret key;           // May be empty.
    std::string model;
};

struct Vectors {
    std::vector<Vector8> vectors;  // One per text, in their order, all of the same length.
    std::string model;             // As the service calls it.
};

struct Failure {
    queue::Outcome outcome;   // `retry`, `later` or `rejected`; its message is for people.
    std::string advice = {};  // For the administrator, in the log; empty if there is nothing to fix.
    /// The service refuses every call until an administrator acts, or until a limit resets.
    bool concerns_all = false;
    bool may_be_one_texts = false;  // Of several texts, a single one may have caused it.
};

/// A call's texts: the service takes at most 2,048, of 300,000 tokens altogether.
constexpr std::size_t kMaxTexts = 64;

class Embedder {
public:
    /// `deadline` is that of a call, waiting included.
    Embedder(Service service, ocr::BudgetedCall ask, std::chrono::milliseconds deadline);

    std::string const& model() const { return service_.model; }
    /// Blocks on the service. One to kMaxTexts texts, none of them empty. Thread-safe.
    std::variant<Vectors, Failure> embed(std::vector<std::string> const& texts) const;

private:
    Service service_;
    std::string url_;
    ocr::BudgetedCall ask_;
    std::chrono::milliseconds deadline_;
};

}  // namespace rmirror::meaning
