// SPDX-License-Identifier: AGPL-3.0-or-later
// The objects that handlers and jobs use, opened all or none, by the program and by tests.
#pragma once

#include "auth/providers/providers.hpp"
#include "auth/tokens/sign_in.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/settings/settings.hpp"
#include "base/threads/thread_failures.hpp"
#include "base/threads/thread_pool.hpp"
#include "blobs/disk_room.hpp"
#include "blobs/store.hpp"
#include "connections/vault.hpp"
#include "db/pool.hpp"
#include "db/replica.hpp"
#include "legal/terms.hpp"
#include "library/changes/change_feed.hpp"
#include "library/images/uploads.hpp"
#include "library/tree.hpp"
#include "mail/links.hpp"
#include "mail/mailer.hpp"
#include "metrics.hpp"
#include "notices/webhook.hpp"
#include "notion/api.hpp"
#include "notion/refresher.hpp"
#include "ocr/counters.hpp"
#include "plans/stripe.hpp"
#include "proxy/claude/call.hpp"
#include "proxy/ledger.hpp"
#include "proxy/notion/call.hpp"
#include "queue/workers/work_counters.hpp"
#include "quota/quota.hpp"
#include "rates/counters.hpp"
#include "rights/running_exports.hpp"
#include "spend/account.hpp"
#include "targets/integrations/connection_tester.hpp"
#include "targets/notion/client/callers.hpp"
#include "targets/oauth_clients.hpp"
#include "upstream/providers.hpp"

#include <atomic>
#include <chrono>
#include <memory>

namespace rmirror::meaning {
class QueryVectors;
}

namespace rmirror::notion {
class Tocs;
}

namespace rmirror {

class App {
    struct Parts;

public:
    /// Opens everything that the settings configure. A refusal names the invalid setting. Tests pass a lower
    /// password cost than is safe. Throws db::DatabaseUnusable.
    static Result<std::unique_ptr<App>> open(Settings settings, Log& log,
                                             crypto::PasswordCost password_cost = {});

    /// For open() only.
    App(Settings settings, Log& log, Parts parts);
    ~App();
    App(App const&) = delete;
    App& operator=(App const&) = delete;

    // Each member is created before those that use it.
    Settings const settings;
    Log& log;
    ThreadFailures::Logging const thread_failures{log};
    connections::Vault const vault;
    std::shared_ptr<MemoryBudget> const bodies;
    db::Pool pool;
    db::Replica replica;
    quota::Rules quota;
    spend::Account spend;
    proxy::Ledger ledger;
    std::unique_ptr<upstream::Client> const client;
    std::unique_ptr<upstream::Gateways> const gateways;
    auth::SignIn sign_in;
    auth::Providers const providers;
    std::unique_ptr<mail::Mailer const> const mailer;  // Null without a mail server.
    mail::Links const mail_links;
    notices::Sender const notice_sender;
    legal::Terms terms;
    std::unique_ptr<plans::Stripe> const stripe;  // Null if nothing is sold here.
    std::unique_ptr<BlobStore> const blobs;
    library::Uploads uploads{pool, *blobs, quota};
    std::unique_ptr<DiskRoom> const disk;  // Null if images are stored in S3.
    library::ChangeFeed changes;
    library::Trees trees{pool};
    Metrics metrics;
    ocr::Counters reading;
    queue::WorkCounters work;
    proxy::claude::Claude const claude;
    notion::Api const notion;
    notion::Refresher const notion_tokens;
    targets::notion::NotionCallers const notion_callers;
    targets::OAuthClients const oauth;
    targets::ConnectionTester tester;
    std::unique_ptr<notion::Tocs> const tocs;
    proxy::notion::Notion const notion_proxy;
    rates::Counters forged_webhooks;  // By network.
    rights::RunningExports exports;
    ThreadPool slow_tasks{{.threads = 32}};  // For tasks that wait for services.
    std::atomic<bool> is_serving = false;    // True between listening and stopping.
    std::chrono::system_clock::time_point const started_at = std::chrono::system_clock::now();
    /// Null without an embeddings service. Tasks that use it hold it.
    std::shared_ptr<meaning::QueryVectors> const meaning;
};

}  // namespace rmirror
