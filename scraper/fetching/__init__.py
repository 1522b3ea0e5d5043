"""Which requests Scrapy makes and which answers it accepts. Each file has one middleware or handler, in the order of settings.py.

skip_known              what is not asked for again, and when it is
robots                  RFC 9309
refuse_blocked          pages that refuse are no documents
patience                retries, and the rest a site is given
whole_answers, whole_bytes      only whole answers pass
redirects               a few are followed
address_policy, guarded_resolver, patient_handler       the last steps before the network
"""
