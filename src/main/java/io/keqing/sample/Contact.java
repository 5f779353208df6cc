package io.keqing.sample;

/// How a customer is called and reached. Nothing here can be anybody's: numbers come from ranges that are
/// reserved for fiction or were never given out, mail goes to example domains only.
///
/// @param town as a sentence says it, without 市
/// @param memberNo stands in where a text needs a number and there is no order
record Contact(
        String name, String phone, String email, String address, String birthday, String town, String memberNo) {}
