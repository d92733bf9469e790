// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/verification_key.hpp"

#include "crypto/bytes_of.hpp"

#include "crypto/base64.hpp"
#include "crypto/deleter.hpp"
#include "crypto/hmac.hpp"
#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace rmirror::crypto {

namespace json = boost::json;

namespace {

using Number = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

constexpr std::string_view kHs256 = "HS256";
constexpr std::string_view kEs256 = "ES256";
constexpr std::string_view kEdDsa = "EdDSA";
constexpr std::size_t kP256Bytes = 32;
constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 8192;  // Verifying with a larger key is work that others could cause.

struct RsaAlgorithm {
    std::string_view name;
    EVP_MD const* (*digest)();
};

// The first is the default for a key without `alg`.
constexpr std::array kRsaAlgorithms = {
    RsaAlgorithm{"RS256", EVP_sha256},
    RsaAlgorithm{"RS384", EVP_sha384},
    RsaAlgorithm{"RS512", EVP_sha512},
};

std::string decoded_member(json::object const& object, std::string_view name)
{
    return parse_base64url(text_member(object, name)).value_or("");
}

Number number_of(std::string_view bytes)
{
    return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

Key key_from(char const* kind, OSSL_PARAM_BLD* builder)
{
    Parameters const parameters(OSSL_PARAM_BLD_to_param(builder));
    KeyContext const context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    return Key(key);
}

Key rsa_key(json::object const& jwk)
{
    auto const modulus = number_of(decoded_member(jwk, "n"));
    auto const exponent = number_of(decoded_member(jwk, "e"));
    ParameterBuilder const builder(OSSL_PARAM_BLD_new());
    if (BN_num_bits(modulus.get()) < kMinRsaBits || BN_num_bits(modulus.get()) > kMaxRsaBits ||
        BN_is_zero(exponent.get()) || BN_is_one(exponent.get()))
        return nullptr;
    if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
        return nullptr;
    return key_from("RSA", builder.get());
}

Key p256_key(json::object const& jwk)
{
    auto const x = decoded_member(jwk, "x");
    auto const y = decoded_member(jwk, "y");
    if (x.size() != kP256Bytes || y.size() != kP256Bytes)
        return nullptr;
    auto const point = "\x04" + x + y;  // SEC 1, uncompressed. OpenSSL checks that it is on the curve.
    ParameterBuilder const builder(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1)
        return nullptr;
    return key_from("EC", builder.get());
}

Key ed25519_key(json::object const& jwk)
{
    auto const x = decoded_member(jwk, "x");
    return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(x), x.size()));
}

RsaAlgorithm const* rsa_algorithm(std::string_view name)
{
    if (name.empty())
        return kRsaAlgorithms.data();
    auto const* const found = std::find_if(kRsaAlgorithms.begin(), kRsaAlgorithms.end(),
                                           [&](auto const& each) { return each.name == name; });
    return found == kRsaAlgorithms.end() ? nullptr : found;
}

/// Converts an ECDSA signature to the DER that OpenSSL expects; a token has the two numbers side by side (RFC
/// 7518 §3.4).
std::string der_of(std::string_view signature)
{
    if (signature.size() != 2 * kP256Bytes)
        return {};
    EcdsaSignature const pair(ECDSA_SIG_new());
    auto r = number_of(signature.substr(0, kP256Bytes));
    auto s = number_of(signature.substr(kP256Bytes));
    if (!pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1)
        return {};
    // The pair owns both numbers now.
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char* der = nullptr;
    int const size = i2d_ECDSA_SIG(pair.get(), &der);
    std::unique_ptr<unsigned char, decltype([](unsigned char* bytes) { OPENSSL_free(bytes); })> const kept(
        der);
    return size > 0 ? std::string(reinterpret_cast<char const*>(der), static_cast<std::size_t>(size)) : "";
}

bool verifies_with(EVP_PKEY* key, EVP_MD const* digest, std::string_view message, std::string_view signature)
{
    DigestContext const context(EVP_MD_CTX_new());
    return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                            message.size()) == 1;
}

}  // namespace

VerificationKey::VerificationKey(Secret secret) : algorithm_(kHs256), secret_(std::move(secret)) {}

std::optional<VerificationKey> VerificationKey::of_jwk(json::object const& jwk)
{
    auto const kind = text_member(jwk, "kty");
    auto const named = text_member(jwk, "alg");
    auto const use = text_member(jwk, "use");
    if (!use.empty() && use != "sig")
        return std::nullopt;

    VerificationKey key;
    key.id_ = text_member(jwk, "kid");
    Key made;
    if (kind == "RSA") {
        auto const* const algorithm = rsa_algorithm(named);
        if (!algorithm)
            return std::nullopt;
        key.algorithm_ = algorithm->name;
        made = rsa_key(jwk);
    } else if (kind == "EC" && text_member(jwk, "crv") == "P-256") {
        key.algorithm_ = kEs256;
        made = p256_key(jwk);
    } else if (kind == "OKP" && text_member(jwk, "crv") == "Ed25519") {
        key.algorithm_ = kEdDsa;
        made = ed25519_key(jwk);
    }
    if (!made || (!named.empty() && named != key.algorithm_))
        return std::nullopt;
    key.key_ = std::shared_ptr<void>(made.release(),
                                     [](void* pointer) { EVP_PKEY_free(static_cast<EVP_PKEY*>(pointer)); });
    return key;
}

bool VerificationKey::verifies(std::string_view message, std::string_view signature) const
{
    if (algorithm_ == kHs256)
        return equal_in_constant_time(hmac_sha256(secret_, message), signature);
    auto* const key = static_cast<EVP_PKEY*>(key_.get());
    if (algorithm_ == kEs256) {
        auto const der = der_of(signature);
        return !der.empty() && verifies_with(key, EVP_sha256(), message, der);
    }
    if (algorithm_ == kEdDsa)
        return verifies_with(key, nullptr, message, signature);
    return verifies_with(key, rsa_algorithm(algorithm_)->digest(), message, signature);
}

std::optional<KeySet> KeySet::parse(std::string_view text)
{
    boost::system::error_code error;
    auto const value = json::parse(json::string_view(text.data(), text.size()), error);
    auto const* const object = error ? nullptr : value.if_object();
    auto const* const keys = object ? object->if_contains("keys") : nullptr;
    if (!keys || !keys->is_array())
        return std::nullopt;
    KeySet set;
    for (auto const& each : keys->get_array())
        if (auto const* const jwk = each.if_object())
            if (auto key = VerificationKey::of_jwk(*jwk))
                set.keys_.push_back(std::move(*key));
    return set;
}

VerificationKey const* KeySet::find(std::string_view id) const
{
    if (id.empty())
        return keys_.size() == 1 ? keys_.data() : nullptr;
    auto const found =
        std::find_if(keys_.begin(), keys_.end(), [&](auto const& each) { return each.id() == id; });
    return found == keys_.end() ? nullptr : &*found;
}

}  // namespace rmirror::crypto
